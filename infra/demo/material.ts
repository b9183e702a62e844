import type { DemoFirm } from "./demo-firm.ts";
import { demoFirmId, demoPersonId } from "./ids.ts";
import type { Writing } from "./writing.ts";

/** A file that is to be stored. */
export interface DemoFile {
  readonly key: { readonly firmId: string; readonly id: string };
  readonly content: Buffer;
}

/** Writes what a firm shares, and gives its files. `programs` and `engagements` are ids by name and title. */
export function writeMaterial(
  firm: DemoFirm,
  programs: ReadonlyMap<string, string>,
  engagements: ReadonlyMap<string, string>,
  { add, createdAt: created_at, tell }: Writing,
): DemoFile[] {
  const files: DemoFile[] = [];
  for (const { by, title, description = null, program = "", engagement = "", content } of firm.material) {
    const author = demoPersonId(firm, by);
    const isFile = typeof content !== "string";
    const file = isFile ? Buffer.from(content[1]) : undefined;
    const described = isFile && { content_type: "text/plain; charset=utf-8", bytes: file!.length };
    const file_id =
      isFile && add("upload", { uploader_id: author, name: content[0], ...described, status: "USED", created_at });
    if (file_id) files.push({ key: { firmId: demoFirmId(firm), id: file_id }, content: file! });
    const resource = add("resource", {
      ...{ author_id: author, title, description, created_at },
      ...{ program_id: programs.get(program) ?? null, engagement_id: engagements.get(engagement) ?? null },
      ...(isFile ? { file_id, file_name: content[0], ...described } : { url: content }),
    });
    tell({ type: "resource.created", ids: { resource } }, by);
  }
  return files;
}
