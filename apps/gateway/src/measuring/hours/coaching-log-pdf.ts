import type { CoachingHours } from "@coachwork/schema";
import { type Page, pdf, put, shown, SIZE } from "../../files/pdf-page.js";
import type { LogLine } from "./coaching-log.js";
import type { About } from "./coaching-log-files.js";
import { inHours, type Table } from "./coaching-log-lines.js";

/** The ICF's log, and the lines that it cannot list. */
export interface IcfLog {
  readonly about: About;
  readonly table: Table;
  readonly unnamed: readonly LogLine[];
}

/** A letter in which a firm confirms the hours of somebody who coaches for it. `today` is its date. */
export interface HoursLetter {
  readonly about: About;
  readonly today: string;
  readonly hours: CoachingHours;
}

/** What an EMCC accreditation asks of practice. */
export interface EmccEvidence {
  readonly about: About;
  readonly table: Table;
  readonly supervision: Table;
}

declare module "../../files/printer.js" {
  interface PrintedDocuments {
    icfLog: IcfLog;
    hoursLetter: HoursLetter;
    emccEvidence: EmccEvidence;
  }
}

export function icfLogPdf({ about, table, unnamed }: IcfLog): Promise<Buffer> {
  return documentOf("Client coaching log", about, (page) => {
    writeTable(page, table, { widths: ICF_WIDTHS });
    const sum = (column: number) =>
      table
        .slice(1)
        .reduce((all, row) => all + Number(row[column]), 0)
        .toFixed(2);
    write(page, `Total: ${sum(6)} paid hours and ${sum(7)} pro bono hours.`);
    const minutes = unnamed.reduce((sum, line) => sum + line.paidMinutes + line.proBonoMinutes, 0);
    if (minutes > 0) {
      const clients = unnamed.reduce((sum, line) => sum + line.clients, 0);
      write(page, `Not listed, because these clients have not consented: ${inHours(minutes)} hours with ${clients}.`);
    }
    write(page, "I certify that these hours are correct, and that the clients agreed to be listed.");
    writeSignature(page, about.coach);
  });
}

export function hoursLetterPdf({ about, today, hours }: HoursLetter): Promise<Buffer> {
  const { coach, firm, from, until } = about;
  return documentOf("Confirmation of coaching hours", about, (page) => {
    write(page, today);
    write(page, `${firm} confirms that ${coach} coached clients for the firm from ${from} to ${until}.`);
    writeTable(
      page,
      [
        ["Client coaching hours", inHours(hours.minutes)],
        ["Paid", inHours(hours.paidMinutes)],
        ["Pro bono", inHours(hours.proBonoMinutes)],
        ["With one client", inHours(hours.individualMinutes)],
        ["With groups and teams", inHours(hours.groupMinutes)],
        ["Clients", String(hours.clients)],
        ["Sessions", String(hours.sessions)],
      ],
      { hasHeader: false },
    );
    write(
      page,
      "Hours have 60 minutes. They are sessions that took place and that a client attended. The time of a group counts once. Chemistry sessions, supervision and mentoring do not count.",
    );
    writeSignature(page, `For ${firm}: name, position, e-mail address`);
  });
}

export function emccEvidencePdf({ about, table, supervision }: EmccEvidence): Promise<Buffer> {
  return documentOf("Evidence of practice", about, (page) => {
    writeTable(page, table);
    page.moveDown(0.6).font("bold").fontSize(13).text("Supervision").moveDown(0.3);
    if (supervision.length > 1) writeTable(page, supervision);
    else write(page, "None in these days.");
    writeSignature(page, about.coach);
  });
}

function documentOf(title: string, about: About, writeBody: (page: Page) => void): Promise<Buffer> {
  const { coach, email, firm, from, until } = about;
  const footer = `${coach}, ${from} to ${until}`;
  return pdf({ title: `${title}: ${coach}`, footer }, (page) => {
    page.font("bold").fontSize(18);
    put(page, title).moveDown(0.5);
    write(page, `Coach: ${coach}, ${email}`);
    write(page, `Firm: ${firm}`);
    write(page, `Sessions from ${from} to ${until}`);
    page.moveDown(0.5);
    writeBody(page);
  });
}

function write(page: Page, text: string): void {
  page.font("plain").fontSize(SIZE);
  put(page, text, { lineGap: 2 }).moveDown(0.4);
}

interface TableStyle {
  /** Logs have one. */
  readonly hasHeader?: boolean;
  /** Of the columns, in points. All are as wide as each other where none are given. */
  readonly widths?: readonly number[];
}

/** Room for e-mail addresses between the margins. */
const ICF_WIDTHS = [84, 130, 52, 44, 52, 52, 27, 26];

function writeTable(page: Page, table: Table, { hasHeader = true, widths }: TableStyle = {}): void {
  page.font("plain").fontSize(8);
  const header = (row: number) => (hasHeader && row === 0 ? { backgroundColor: "#eeeeee" } : {});
  const defaultStyle = { border: 0.5, borderColor: "#999999", padding: 3 };
  const cells = page.table({ defaultStyle, rowStyles: header, ...(widths && { columnStyles: [...widths] }) });
  for (const [place, row] of table.entries())
    cells.row(row.map((text) => ({ text: shown(page, text), type: hasHeader && place === 0 ? "TH" : "TD" })));
  cells.end();
  page.moveDown(0.6);
}

function writeSignature(page: Page, whose: string): void {
  page.moveDown(2).font("plain").fontSize(SIZE);
  page.text("_______________________________          _______________");
  put(page, whose);
}
