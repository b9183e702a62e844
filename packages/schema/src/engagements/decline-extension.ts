import { changed, idOf, MEMBERS, mutation, required } from "../common/declare.js";
import { Extension } from "./extension.js";
import { extensionDecided } from "./refusals.js";

export const DeclineExtension = mutation("declineExtension", {
  owner: "gateway",
  description: "Declines an extension that the other side proposed. The engagement ends as it did.",
  roles: MEMBERS,
  input: { id: required(idOf(Extension), "The extension.") },
  refusals: extensionDecided,
  result: { extension: changed(Extension, "The extension, now declined.") },
});
