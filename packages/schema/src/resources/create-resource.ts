import { BOOKERS, changed, idOf, longText, mutation, optional, required, text, webAddress } from "../common/declare.js";
import { Engagement } from "../engagements/engagement.js";
import { Program } from "../engagements/program.js";
import { Resource } from "./resource.js";
import { Upload } from "./upload.js";

/** Why there is no resource of this content. */
export const contentRefusals = {
  LINK_OR_FILE: "A resource is either a link or a file.",
  NOT_UPLOADED: "The file of the upload is not there yet, was used already, or came too late to be used.",
} as const;

export const CreateResource = mutation("createResource", {
  owner: "gateway",
  description:
    "Shares a link or a file: with an engagement, a program, or with all coaches and participants of the firm. Coaches and participants share with their engagements. Those who run the firm share with programs and the firm.",
  roles: BOOKERS,
  input: {
    engagementId: optional(idOf(Engagement), "The engagement to share it with. Leave it out to share it more widely."),
    programId: optional(idOf(Program), "The program to share it with. Without either, it is shared with the firm."),
    title: required(text(200), "The title."),
    description: optional(longText(5_000), "What it is for."),
    url: optional(webAddress, "The https address that it leads to."),
    uploadId: optional(idOf(Upload), "The upload with the file. Give either this or `url`."),
  },
  refusals: { ...contentRefusals, ONE_AUDIENCE: "It can be shared with an engagement or with a program, not both." },
  result: { resource: changed(Resource, "The new resource.") },
});
