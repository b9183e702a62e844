import { agreementFiles } from "./agreements/agreement-files.js";
import type { FileKinds } from "./files/serve-files.js";
import { coachingLogFiles } from "./measuring/hours/coaching-log-files.js";
import { BULK_EXPORTS, bulkFile } from "./partners/bulk/bulk-file.js";
import { RESOURCES } from "./resources/addresses.resolver.js";
import { resourceFile } from "./resources/resource-file.js";

/** What has files that are downloaded, by the kind in their addresses, up to its first dot. */
export const fileKinds: FileKinds = {
  ...agreementFiles,
  ...coachingLogFiles,
  [RESOURCES]: resourceFile,
  [BULK_EXPORTS]: bulkFile,
};
