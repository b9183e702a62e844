import type { FileFinder } from "../files/serve-files.js";

interface Row {
  readonly fileId: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
}

/** The file of a resource, if it is still there. */
export const resourceFile: FileFinder = async ({ database, files, logger }, { firmId, id }) => {
  const text = `select r.file_id as "fileId", r.file_name as name, r.content_type as "contentType", r.bytes
    from resource r where r.firm_id = $1::uuid and r.id = $2::uuid and r.file_id is not null`;
  const [row] = (await database.read({ firmId, personId: null }, text, [firmId, id])) as unknown as Row[];
  if (!row) return null;
  const { fileId } = row;
  return {
    ...row,
    // What is stored under an id never changes.
    tag: fileId,
    async content(range) {
      const content = await files.get({ firmId, id: fileId }, range);
      if (!content) logger.error({ firmId, file: fileId }, "A file is missing in the storage.");
      return content;
    },
  };
};
