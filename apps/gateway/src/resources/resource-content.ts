import type { CommandContext } from "@coachwork/platform";
import { type Resource, Upload, UPLOAD_KEPT } from "@coachwork/schema";

type Content = Pick<Resource, "url" | "fileId" | "fileName" | "contentType" | "bytes">;

/** The link or file that is given. The upload is used by that, and can be used by nothing else. */
export async function contentOf(
  context: CommandContext<"LINK_OR_FILE" | "NOT_UPLOADED">,
  { url, uploadId }: { readonly url?: string | undefined; readonly uploadId?: string | undefined },
): Promise<Content> {
  if ((url === undefined) === (uploadId === undefined))
    context.refuse("LINK_OR_FILE", url === undefined ? "url" : "uploadId", "Give either url or uploadId.");
  if (uploadId === undefined) return { url: url!, fileId: null, fileName: null, contentType: null, bytes: null };
  const upload = await context.fetch(Upload, uploadId, "uploadId", { lock: true });
  const { id, status, name, contentType, bytes } = upload;
  const isLate = upload.createdAt.getTime() + UPLOAD_KEPT <= context.now;
  if (status !== "RECEIVED" || isLate) {
    const message =
      status === "WAITING" && !isLate
        ? "The file of the upload is not there yet. Send it to the address of the upload first."
        : "The upload was used already, or waited for longer than an hour. Upload the file again.";
    context.refuse("NOT_UPLOADED", "uploadId", message);
  }
  await context.transaction.update(Upload, { id }, { status: "USED" });
  return { url: null, fileId: id, fileName: name, contentType, bytes };
}
