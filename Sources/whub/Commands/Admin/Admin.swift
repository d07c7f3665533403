extension Command {
    /// Everything about who may do what, in the order in which help lists it.
    static let admin: [Command] = [
        .adminInvite, .adminInvitations, .adminWithdraw, .adminConfirm, .adminPrincipals,
        .adminRoles, .adminSuspend, .adminResume, .adminRevoke, .adminRevokeDevice,
        .adminAddDevice, .adminActs, .adminAccessReview, .adminRegister,
        .adminHeld, .adminAccessLog, .adminAudit, .adminTenants, .adminTenant, .adminBreakGlass,
        .adminApprovals, .adminApprove, .adminDecline,
    ]
}
