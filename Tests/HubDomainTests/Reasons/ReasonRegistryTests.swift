import HubDomain
import HubText
import Testing

struct ReasonRegistryTests {
    private static let released = [
        "DATA-0001 built_in_table",
        "FIGR-0101 figure_count",
        "FIGR-0102 figure_turnover",
        "FIGR-0103 figure_no_rate",
        "FIGR-0111 figure_mixed_scopes",
        "FIGR-0112 figure_measures",
        "FIGR-0113 figure_impossible",
        "FIGR-0114 figure_periods",
        "FIGR-0115 figure_shares",
        "FIGR-0121 figure_file",
        "FIGR-0122 figure_mapping",
        "FIGR-0123 figure_measure_unknown",
        "FIGR-0124 figure_cell",
        "FIGR-0125 figure_contradiction",
        "FIGR-0126 figure_place",
        "FIGR-0131 figure_import_unknown",
        "FIGR-0132 figure_import_undone",
        "FIGR-0133 figure_import_rests",
        "FIGR-0134 figure_import_kept", "FRAM-0101 framework_shape", "FRAM-0102 framework_row_kind",
        "FRAM-0103 framework_code", "FRAM-0104 framework_twice", "FRAM-0105 framework_text",
        "FRAM-0106 framework_heading", "FRAM-0107 framework_too_many",
        "GEOG-0101 council_unknown", "GEOG-0102 council_several", "GEOG-0103 region_unknown",
        "GEOG-0104 group_table",
        "GEOG-0105 group_row",
        "GEOG-0106 group_edition",
        "PLAN-0101 plan_state",
        "PLAN-0102 plan_agreement",
        "PLAN-0103 plan_reason",
        "PLAN-0104 plan_text",
        "PLAN-0105 plan_level",
        "PLAN-0106 plan_reference",
        "PLAN-0107 plan_dates",
        "PLAN-0108 plan_circle",
        "PLAN-0109 plan_link",
        "PLAN-0110 plan_too_many",
        "PLAN-0111 plan_person",
        "PLAN-0112 plan_undecided",
        "PLAN-0113 plan_report",
        "PLAN-0114 plan_stranger",
        "PLAN-0115 plan_tenant",
        "PLAN-0116 plan_size",
        "PLAN-0117 plan_clash",
        "PLAN-0121 plan_voices",
        "PLAN-0122 plan_thread",
        "PLAN-0131 plan_file",
        "PLAN-0132 plan_cell",
        "PRIO-0101 item_unknown", "PRIO-0102 note_missing",
        "PRIO-0103 note_text", "PRIO-0104 evidence_link", "PRIO-0105 evidence_document",
        "PRIO-0106 too_many", "PRIO-0107 note_reference", "PRIO-0108 sharing_unknown",
        "PRIO-0109 rating_without_scale", "PRIO-0110 rating_level", "PRIO-0111 scale_levels",
        "PRIO-0112 scale_names", "PRIO-0113 assessment_empty", "PRIO-0114 item_silent",
        "PRIO-0115 item_unrated", "PRIO-0116 state_step", "PRIO-0117 state_role",
        "PRIO-0118 agreement_day", "PRIO-0119 agreement_role", "PRIO-0120 reopen_reason",
        "PRIO-0121 handed_in_late", "PRIO-0122 unnamed_note", "PRIO-0123 window_not_open",
        "PRIO-0124 window_closed", "PRIO-0125 window_begun", "PRIO-0131 table_shape",
        "PRIO-0132 table_council",
        "PRIO-0133 row_kind", "PRIO-0134 row_action", "PRIO-0135 row_reference",
        "PRIO-0136 row_twice", "PRIO-0137 cell_surplus", "PRIO-0138 table_state",
        "PRIO-0139 table_revision", "PRIO-0140 row_out_of_date", "PRIO-0141 item_name",
        "PROJ-0101 projection_file",
        "PROJ-0102 projection_assumption",
        "PROJ-0103 projection_value",
        "PROJ-0104 projection_order",
        "PROJ-0105 projection_missing",
        "PROJ-0106 projection_source",
        "PROJ-0107 projection_runs",
        "PROV-0101 provider_file", "PROV-0102 provider_mapping",
        "PROV-0103 provider_cell", "PROV-0104 provider_contact", "PROV-0105 provider_twice",
        "TRNG-0101 training_topic_unknown",
        "TRNG-0102 training_category_unknown",
        "TRNG-0103 training_text",
        "TRNG-0104 training_completed_in_future",
        "TRNG-0105 training_day_implausible",
        "TRNG-0106 training_expiry_before_completed",
        "TRNG-0107 training_answer_unknown",
        "TRNG-0108 training_notes_off",
        "TRNG-0109 training_staff_number",
        "TRNG-0110 training_qualification_year",
        "TRNG-0111 training_level_two_year",
        "TRNG-0112 training_record_empty",
        "TRNG-0113 training_pathway_unknown",
        "TRNG-0114 training_employer_type_unknown",
        "TRNG-0115 training_individual_employer",
        "TRNG-0116 training_employment_days",
        "TRNG-0117 training_pause_days",
        "TRNG-0118 training_exemption_reason",
        "TRNG-0119 training_too_many",
        "TRNG-0120 training_rule_scope",
        "TRNG-0121 training_rule_days",
        "TRNG-0122 training_rule_twice",
        "TRNG-0123 training_certificate_edition",
        "TRNG-0124 training_review_days",
        "TRNG-0131 training_shape",
        "TRNG-0132 training_column_lacking",
        "TRNG-0133 training_column_to_confirm",
        "TRNG-0134 training_column_personal",
        "TRNG-0135 training_date_unreadable",
        "TRNG-0136 training_date_sentinel",
        "TRNG-0137 training_date_order",
        "TRNG-0138 training_date_order_mixed",
        "TRNG-0139 training_date_order_assumed",
        "TRNG-0140 training_topic_several",
        "TRNG-0141 training_record_twice",
        "TRNG-0142 training_record_conflict",
        "TRNG-0143 training_record_near",
        "TRNG-0144 training_one_unit",
        "TRNG-0145 training_done_without_day",
        "TRNG-0146 training_cell_not_applicable",
        "TRNG-0161 training_person_link",
        "TRNG-0162 training_delegation_reason",
        "TRNG-0171 training_claim_days",
        "TRNG-0172 training_claim_kind",
        "TRNG-0181 training_import_has_errors",
        "TRNG-0182 training_upload_incomplete",
        "TRNG-0183 training_preview_gone",
        "TRNG-0184 training_changed_since_preview",
        "TRNG-0185 training_batch_unknown",
        "TRNG-0186 training_batch_undone",
        "TRNG-0187 training_batch_has_dependents",
        "TRNG-0188 training_uploads_too_many",
        "TRNG-0189 training_worker_unknown",
        "TRNG-0190 training_worker_several",
        "TRNG-0191 training_batch_kept",
        "TRNG-0192 training_arrangement_unknown",
        "TRNG-0193 training_rule_unknown",
        "TRNG-0194 training_accepted_by_nobody",
        "TRNG-0195 training_booked_before",
        "TRNG-0196 training_rule_cell",
        "TRNG-0197 training_worker_erased",
        "WRES-0101 wres_sheet_shape",
        "WRES-0102 wres_sheet_cycle",
        "WRES-0103 wres_sheet_employer",
        "WRES-0104 wres_sheet_row",
        "WRES-0105 wres_sheet_twice",
        "WRES-0106 wres_count_form",
        "WRES-0107 wres_count_percentage",
        "WRES-0108 wres_count_censored",
        "WRES-0109 wres_count_missing",
        "WRES-0110 wres_indicator_partial",
        "WRES-0121 wres_events_above_people",
        "WRES-0122 wres_regulated_above_staff",
        "WRES-0123 wres_bands_sum",
        "WRES-0124 wres_leavers_above_staff",
        "WRES-0125 wres_snapshot_day",
        "WRES-0126 wres_period",
        "WRES-0127 wres_collection",
        "WRES-0128 wres_reporting_unit",
        "WRES-0129 wres_nothing_provided",
        "WRES-0130 wres_ethnicity_unknown",
        "WRES-0131 wres_definition",
        "WRES-0141 wres_map_shape",
        "WRES-0142 wres_map_entry",
        "WRES-0143 wres_extract_shape",
        "WRES-0144 wres_row_ethnicity",
        "WRES-0145 wres_row_service",
        "WRES-0146 wres_row_pay",
        "WRES-0147 wres_row_day",
        "WRES-0148 wres_row_word",
        "WRES-0149 wres_row_person",
        "WRES-0150 wres_map_open",
        "WRES-0151 wres_cycle_unknown",
        "WRES-0152 wres_cycle_bands",
        "WRES-0153 wres_bands_kept",
        "WRES-0154 wres_bands_source",
        "WRES-0161 wres_release_form",
        "WRES-0171 wres_step",
        "WRES-0172 wres_agreement_role",
        "WRES-0173 wres_agreement_day",
        "WRES-0174 wres_correction_reason",
        "WRES-0175 wres_sent_day",
        "WRES-0176 wres_draft_of_another",
        "WRES-0177 wres_councils_counted_twice",
        "WRES-0178 wres_returns_max",
        "WRES-0179 wres_release_state",
        "WRES-0180 wres_withdrawal_reason",
        "WRES-0181 wres_action_indicator",
        "WRES-0182 wres_action_word",
        "WRES-0183 wres_action_day",
        "WRES-0184 wres_actions_max",
    ]

    @Test
    func `a released code is for ever`() {
        #expect(ReasonRegistry.all.map { "\($0.code) \($0.rule)" } == Self.released)
    }

    @Test
    func `codes and rules are unique, and every reason says why and what next`() {
        let all = ReasonRegistry.all
        #expect(Set(all.map(\.code)).count == all.count)
        #expect(Set(all.map(\.rule)).count == all.count)
        for reason in all {
            #expect(!reason.title.isEmpty && !reason.title.hasSuffix("."))
            #expect(reason.explanation.hasSuffix(".") && reason.nextStep.hasSuffix("."))
        }
    }

    @Test(arguments: [("PRIO-0104", true), ("prio 0104", true), ("PRIO-9999", false), ("", false)])
    func `a reason is found however its code is typed`(typed: String, isKnown: Bool) {
        #expect((ReasonRegistry.reason(typed: typed) != nil) == isKnown)
    }

    @Test
    func `an error of a registered reason carries its rule and code`() {
        let error = DomainError(.evidenceLink, path: "items[SWP1]", problem: "is no address")
        #expect(error.detail.rule == "evidence_link")
        #expect(error.finding().reason == "PRIO-0104")
        #expect(error.description == "PRIO-0104: items[SWP1]: is no address.")
        #expect(error.finding().sentence == "Is no address.")
        let named = DomainError(
            .evidenceLink,
            path: "items[SWP1]",
            subject: "SWP1 Planning",
            problem: "is no address"
        )
        #expect(named.finding().sentence == "SWP1 Planning: is no address.")
        #expect(named.finding().place.path == "items[SWP1]")
        #expect(error == DomainError(.evidenceLink, path: "items[SWP1]", problem: "other words"))
        #expect(error != DomainError(.evidenceLink, path: "items[SWP2]", problem: "is no address"))
    }
}
