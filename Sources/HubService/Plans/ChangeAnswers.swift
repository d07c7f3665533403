package import HubWire

extension SavePlanResponse: ChangeAnswer {}
extension PlanStepResponse: ChangeAnswer {}
extension RefreshPlanResponse: ChangeAnswer {}
