import { changed, idOf, MEMBERS, mutation, required } from "../common/declare.js";
import { Extension } from "./extension.js";
import { extensionDecided } from "./refusals.js";

export const WithdrawExtension = mutation("withdrawExtension", {
  owner: "gateway",
  description: "Withdraws an extension that you proposed, before the other side has answered.",
  roles: MEMBERS,
  input: { id: required(idOf(Extension), "The extension.") },
  refusals: extensionDecided,
  result: { extension: changed(Extension, "The extension, now withdrawn.") },
});
