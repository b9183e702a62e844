import { command } from "@coachwork/platform";
import { DeclineJoinRequestCodes, type JoinRequestInput } from "@coachwork/schema";
import { anothersRequest, decide, DECIDERS } from "./decide-join-request.js";

/** Refuses to let somebody join. They may ask again. */
export const declineJoinRequest = command({
  codes: DeclineJoinRequestCodes,
  roles: DECIDERS,
  async run(context, input: JoinRequestInput) {
    return decide(context, await anothersRequest(context, input.id), "DECLINED");
  },
});
