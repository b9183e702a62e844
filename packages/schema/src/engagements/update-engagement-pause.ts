import { MANAGERS, updates } from "../common/declare.js";
import { EngagementPause } from "./engagement-pause.js";
import { openPauseRefusals, pauseRefusals } from "./refusals.js";

export const UpdateEngagementPause = updates("updateEngagementPause", EngagementPause, {
  owner: "gateway",
  description:
    "Changes the last day of a pause that is not over, and the first day of one that is planned. If its sessions are to be cancelled, those on days that are added are, too. Sessions that were cancelled stay so.",
  roles: MANAGERS,
  refusals: { ...pauseRefusals, ...openPauseRefusals },
});
