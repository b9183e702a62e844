import { agreementPdf, plainAgreementPdf } from "./agreements/agreement-pdf.js";
import type { Printing, PrintingWays } from "./files/printer.js";
import { emccEvidencePdf, hoursLetterPdf, icfLogPdf } from "./measuring/hours/coaching-log-pdf.js";

/** What can be printed, by the slices' names for it. */
const ways: PrintingWays = {
  agreement: agreementPdf,
  plainAgreement: plainAgreementPdf,
  icfLog: icfLogPdf,
  hoursLetter: hoursLetterPdf,
  emccEvidence: emccEvidencePdf,
};

/** The document as a PDF. */
export function printed({ document, said }: Printing): Promise<Uint8Array> {
  return (ways[document] as (said: unknown) => Promise<Uint8Array>)(said);
}
