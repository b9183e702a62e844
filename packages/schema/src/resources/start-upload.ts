import { BOOKERS, changed, count, mutation, required, rawText } from "../common/declare.js";
import { Upload } from "./upload.js";

export const StartUpload = mutation("startUpload", {
  owner: "gateway",
  description:
    "Starts the upload of a file. Send its bytes with PUT to the `address` of the upload, and then use the upload, in `createResource` for example.",
  roles: BOOKERS,
  input: {
    name: required(
      rawText,
      "What the file is called, with the ending that says what it is, such as `Plan.pdf`. At most 200 characters, and no path.",
    ),
    bytes: required(
      count(1, 2_147_483_647),
      "The size of the file in bytes: at most 25000000, unless the deployment says otherwise.",
    ),
  },
  refusals: {
    WRONG_NAME: "The name is a path, too long, or has characters that cannot be seen.",
    WRONG_TYPE: "Files with this ending are not taken.",
    TOO_LARGE: "The file is too large.",
    TOO_MANY_WAITING: "You have too many uploads whose files were not sent yet.",
    SHARE_FULL: "Your files would have more bytes than those of one coach or participant may have together.",
    STORAGE_FULL: "The firm's files would have more bytes than they may have together.",
  },
  result: { upload: changed(Upload, "The upload, with the address that the file is sent to.") },
});
