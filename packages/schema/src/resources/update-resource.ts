import {
  BOOKERS,
  changed,
  clearable,
  idOf,
  longText,
  mutation,
  optional,
  required,
  stale,
  text,
  versionRead,
  webAddress,
} from "../common/declare.js";
import { contentRefusals } from "./create-resource.js";
import { Resource } from "./resource.js";
import { Upload } from "./upload.js";

export const UpdateResource = mutation("updateResource", {
  owner: "gateway",
  description:
    "Changes a resource. Fields that you leave out stay the same. A new link or file replaces the earlier one, whose bytes are deleted. In an engagement, its coaches and the person who shared it can do so.",
  roles: BOOKERS,
  input: {
    id: required(idOf(Resource), "The resource."),
    title: optional(text(200), "The title."),
    description: clearable(longText(5_000), "What it is for."),
    url: optional(webAddress, "The https address that it leads to."),
    uploadId: optional(idOf(Upload), "The upload with the new file. Give either this or `url`."),
    version: versionRead,
  },
  refusals: { ...contentRefusals, ...stale },
  result: { resource: changed(Resource, "The changed resource.") },
});
