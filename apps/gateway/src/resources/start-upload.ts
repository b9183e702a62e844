import { type ContextOf, implement, newId } from "@coachwork/platform";
import { MANAGERS, MOST_WAITING, StartUpload, Upload } from "@coachwork/schema";
import type { FileLimits } from "./file-limits.js";
import { ENDINGS, endingOf } from "./file-types.js";

type Context = ContextOf<typeof StartUpload>;

/** Makes room for a file. Its bytes come over HTTP, as no operation has room for them. */
export const startUploadWithin = (limits: FileLimits) =>
  implement(StartUpload, async (context, { name, bytes }) => {
    const { transaction, actor, now } = context;
    refuseName(context, name);
    if (bytes > limits.file) {
      const message = `The file has ${bytes} bytes. Files have at most ${limits.file}; share a link to it instead.`;
      context.refuse("TOO_LARGE", "bytes", message);
    }
    await refuseWaiting(context);
    await refuseOverShare(context, bytes, limits);
    await refuseFull(context, bytes, limits.firm);
    const id = newId();
    await transaction.insert(Upload, {
      ...{ id, uploaderId: actor.personId, name, bytes, contentType: null, status: "WAITING" },
      createdAt: new Date(now),
    });
    transaction.tell({ type: "upload.started", ids: { upload: id } });
    return { upload: id };
  });

function refuseName(context: Context, name: string): void {
  const wrong = (message: string) => context.refuse("WRONG_NAME", "name", message);
  if (name.length > 200) wrong(`The name has ${name.length} characters. Give at most 200.`);
  if (/[\\/]/.test(name) || /^\.+$/.test(name)) wrong("The name is a path. Give the name of the file alone.");
  if (name !== name.trim() || !name.isWellFormed() || /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(name))
    wrong("The name has characters that cannot be seen. Leave them out.");
  const ending = endingOf(name);
  if (ENDINGS.includes(ending)) return;
  const message = `Files that end in .${ending.slice(0, 20)} are not taken. Those that are end in ${ENDINGS.join(", ")}.`;
  context.refuse("WRONG_TYPE", "name", ending === "" ? message.replace("end in .", "have no ending") : message);
}

/** Room that is taken and not used is taken from everybody else in the firm. */
async function refuseWaiting(context: Context): Promise<void> {
  const { transaction, actor } = context;
  // Of two requests at once, the second counts the first one's, too.
  await transaction.query("select from person where firm_id = $1::uuid and id = $2::uuid for no key update", [
    transaction.scope.firmId,
    actor.personId,
  ]);
  const [row] = await transaction.query<{ waiting: number }>(
    `select count(*)::integer as waiting from upload where firm_id = $1::uuid and uploader_id = $2::uuid and status = 'WAITING'`,
    [transaction.scope.firmId, actor.personId],
  );
  const { waiting } = row!;
  if (waiting < MOST_WAITING) return;
  const message = `You have ${waiting} uploads without a file. Send their files first, or wait: after an hour they end.`;
  context.refuse("TOO_MANY_WAITING", null, message);
}

/** Nobody but those who run the practice can fill the room that is for everybody in the firm. */
async function refuseOverShare(context: Context, bytes: number, { coach, client }: FileLimits): Promise<void> {
  const { transaction, actor } = context;
  if (MANAGERS.some((role) => actor.grants.includes(role))) return;
  const share = actor.grants.includes("COACH") ? coach : client;
  const [row] = await transaction.query<{ taken: number }>(
    "select coalesce(sum(bytes), 0)::float8 as taken from upload where firm_id = $1::uuid and uploader_id = $2::uuid",
    [transaction.scope.firmId, actor.personId],
  );
  const { taken } = row!;
  if (taken + bytes <= share) return;
  const message = `Your files have ${taken} bytes of the ${share} that are yours, and this one has ${bytes}. Remove some, or share a link instead.`;
  context.refuse("SHARE_FULL", "bytes", message);
}

/** What was announced counts, too, so that no more can arrive than there is room for. */
async function refuseFull(context: Context, bytes: number, most: number): Promise<void> {
  const { transaction } = context;
  const [row] = await transaction.query<{ taken: number }>(
    "select coalesce(sum(bytes), 0)::float8 as taken from upload where firm_id = $1::uuid",
    [transaction.scope.firmId],
  );
  const { taken } = row!;
  if (taken + bytes <= most) return;
  const message = `The firm's files have ${taken} bytes of ${most}. Remove some, or share a link instead.`;
  context.refuse("STORAGE_FULL", "bytes", message);
}
