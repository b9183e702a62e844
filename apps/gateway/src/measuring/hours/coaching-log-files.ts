import { CSV_MARK, csvRows } from "@coachwork/platform";
import { type CoachingLogFormat } from "@coachwork/schema";
import type { FileFinder, FileKinds, SentFile } from "../../files/serve-files.js";
import type { Services } from "../../graphql/context.js";
import { coachingHours, type HoursScope } from "../../scheduling/coaching-hours.js";
import { logLines, supervisionOf } from "./coaching-log.js";
import { inHours, linesOfEvidence, linesOfLog } from "./coaching-log-lines.js";

/** The kind of addresses of these documents. The document and its days follow, so that an address is void for any other. */
const HOURS = "coaching-hours";

interface Asked {
  readonly format: CoachingLogFormat;
  readonly from: string;
  readonly until: string;
}

/** The kind of an address of a document. Its id is the coach's. */
export function kindOfLog({ format, from, until }: Asked): string {
  return [HOURS, format, from, until].join(".");
}

/** Whose hours a document proves, and to whom. */
export interface About {
  readonly coach: string;
  readonly email: string;
  readonly firm: string;
  readonly from: string;
  readonly until: string;
}

/** What is in a document is read when it is downloaded, so that it names nobody who has taken the consent back. */
const find: FileFinder = async (services, { kind, firmId, id: coachId }) => {
  const [, format, from, until] = kind.split(".") as [string, CoachingLogFormat, string, string];
  const scope = { firmId, coachId, from, until };
  const about = await aboutOf(services, scope);
  return about && documents[format](services, scope, about);
};

export const coachingLogFiles: FileKinds = { [HOURS]: find };

async function aboutOf({ database }: Services, { firmId, coachId, from, until }: HoursScope): Promise<About | null> {
  const text = `select p.name as coach, p.email, f.name as firm
    from person p join firm f on f.firm_id = $1::uuid where p.firm_id = $1::uuid and p.id = $2::uuid`;
  const [row] = await database.read({ firmId, personId: null }, text, [firmId, coachId]);
  return row ? ({ ...row, from, until } as unknown as About) : null;
}

type Maker = (services: Services, scope: HoursScope, about: About) => Promise<SentFile>;

const documents: Readonly<Record<CoachingLogFormat, Maker>> = {
  ICF_CSV: async ({ database }, scope, about) =>
    csv(nameOf("ICF coaching log", about), linesOfLog((await logLines(database, scope, "COACHING"))!)),
  ICF_PDF: async ({ database, printer }, scope, about) => {
    const lines = (await logLines(database, scope, "COACHING"))!;
    const said = { about, table: linesOfLog(lines), unnamed: lines.filter(({ name }) => name === null) };
    return pdfFile(nameOf("ICF coaching log", about), await printer.print(scope.firmId, { document: "icfLog", said }));
  },
  LETTER_PDF: async ({ database, printer, clock }, scope, about) => {
    const hours = (await coachingHours(database, scope))!;
    const today = new Date(clock.now()).toISOString().slice(0, 10);
    const said = { about, today, hours: { ...hours } };
    return pdfFile(
      nameOf("Coaching hours", about),
      await printer.print(scope.firmId, { document: "hoursLetter", said }),
    );
  },
  EMCC_CSV: async ({ database }, scope, about) =>
    csv(nameOf("EMCC evidence of practice", about), linesOfEvidence((await logLines(database, scope, "ALL"))!)),
  EMCC_PDF: async ({ database, printer }, scope, about) => {
    const table = linesOfEvidence((await logLines(database, scope, "ALL"))!);
    const supervision = (await supervisionOf(database, scope)).map(({ date, minutes }) => [date, inHours(minutes)]);
    const said = { about, table, supervision: [["Date", "Hours"], ...supervision] };
    const content = await printer.print(scope.firmId, { document: "emccEvidence", said });
    return pdfFile(nameOf("EMCC evidence of practice", about), content);
  },
};

const nameOf = (what: string, { coach, from, until }: About) => `${what} of ${coach} from ${from} to ${until}`;

function pdfFile(name: string, content: Uint8Array): SentFile {
  return { name: `${name}.pdf`, contentType: "application/pdf", content: Buffer.from(content), bytes: content.length };
}

/** For a spreadsheet. */
function csv(name: string, table: readonly (readonly string[])[]): SentFile {
  const content = Buffer.from(CSV_MARK + csvRows(table));
  return { name: `${name}.csv`, contentType: "text/csv; charset=utf-8", content, bytes: content.length };
}
