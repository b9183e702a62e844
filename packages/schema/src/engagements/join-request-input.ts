import type { ValuesOf } from "../common/inputs.js";
import { idOf, mutationInput, required } from "../common/declare.js";
import { JoinRequest } from "./join-request.js";

export const JoinRequestInput = mutationInput("JoinRequestInput", "Names a request to join an engagement.", {
  id: required(idOf(JoinRequest), "The request."),
});
export type JoinRequestInput = ValuesOf<typeof JoinRequestInput.fields>;
