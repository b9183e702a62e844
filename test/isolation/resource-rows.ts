import type { Rows } from "./rows.js";

interface Circle {
  readonly coach: string;
  readonly client: string;
  readonly alone: string;
  readonly group: string;
  readonly program: string;
}

/** What a circle shares: files and a link in its engagements, one with its program. */
export async function writeResources(rows: Rows, { coach, client, alone, group, program }: Circle) {
  const { text } = rows.marks;
  const created_at = rows.at(1, "01:02:58.941");
  const upload = (uploader_id: string, name: string, status = "USED", on = 1) =>
    rows.row("upload", {
      ...{ uploader_id, name: `${text} UPLOAD of ${name}`, bytes: 1_009, content_type: `${text} UPLOADTYPE` },
      ...{ status, created_at: rows.at(on, "01:02:58.947"), version: 151 },
    });
  const file = async (author_id: string, name: string) => ({
    ...{ file_id: await upload(author_id, name), file_name: `${text} FILE of ${name}`, bytes: 1_009 },
    content_type: `${text} FILETYPE`,
  });
  const write = (author_id: string, name: string, values: object) =>
    rows.row("resource", {
      ...{ author_id, title: `${text} RESOURCE of ${name}`, description: `${text} RESOURCE for ${name}` },
      ...{ created_at, version: 151, ...values },
    });
  return {
    alone: await write(client, "client", {
      engagement_id: alone,
      participant_id: client,
      ...(await file(client, "own")),
    }),
    group: await write(coach, "coach", { engagement_id: group, url: `https://${text}.example/RESOURCE`.toLowerCase() }),
    program: await write(coach, "program", { program_id: program, ...(await file(coach, "program")) }),
    upload: await upload(coach, "coach", "RECEIVED", 90),
    clients: await upload(client, "client", "RECEIVED", 90),
  };
}
