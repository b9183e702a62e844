import { changed, idOf, MEMBERS, mutation, required } from "../common/declare.js";
import { Extension } from "./extension.js";
import { extensionDecided } from "./refusals.js";

export const AcceptExtension = mutation("acceptExtension", {
  owner: "gateway",
  description: "Accepts an extension that the other side proposed. The engagement then ends on the proposed day.",
  roles: MEMBERS,
  input: { id: required(idOf(Extension), "The extension.") },
  refusals: extensionDecided,
  result: { extension: changed(Extension, "The extension, now accepted.") },
});
