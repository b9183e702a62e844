import { agreementPdf, plainAgreementPdf, type PrintedAgreement } from "./agreement-pdf.js";

/** What a thread is given. */
export interface PrintWork {
  readonly agreement: PrintedAgreement;
  /** Whether the text is printed as it was written. */
  readonly isPlain: boolean;
}

/** One PDF, made in a thread of its own; see `startAgreementPdfs`. */
export default function print({ agreement, isPlain }: PrintWork): Promise<Uint8Array> {
  return isPlain ? plainAgreementPdf(agreement) : agreementPdf(agreement);
}
