import type { FileFinder, FileKinds } from "../files/serve-files.js";
import type { Services } from "../graphql/context.js";
import type { PrintedParty } from "./agreement-pdf.js";

/** The kind of addresses of an agreement with all its signatures, by the agreement's id. */
export const AGREEMENT_FILES = "agreement";
/** The kind of those as one party sees it, by the id of the party. */
export const PARTY_FILES = "agreement-party";

interface Found {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly textHash: string;
  readonly status: string;
}

interface Party extends PrintedParty {
  readonly id: string;
  readonly personId: string;
}

/** What is printed is read when it is downloaded, so that an address shows the signatures of that moment. */
const find =
  (by: "agreement" | "party"): FileFinder =>
  async ({ database, printer }, { firmId, id }) => {
    const scope = { firmId, personId: null };
    const which =
      by === "agreement"
        ? "a.id = $2::uuid"
        : `a.id = (select p.agreement_id from agreement_party p where p.firm_id = $1::uuid and p.id = $2::uuid)`;
    const text = `select a.id, a.title, a.text, a.text_hash as "textHash", a.status from agreement a
      where a.firm_id = $1::uuid and ${which}`;
    const [agreement] = (await database.read(scope, text, [firmId, id])) as unknown as Found[];
    if (!agreement) return null;
    const parties = await partiesOf({ database }, firmId, agreement.id);
    const reader = by === "party" ? parties.find((party) => party.id === id) : undefined;
    const isShown = ({ side, personId }: Party) =>
      reader?.side !== "PARTICIPANT" || side !== "PARTICIPANT" || personId === reader.personId;
    const isNamed = ({ side }: Party) => reader?.side !== "SPONSOR" || side !== "COACH";
    const named = parties.map((party) => (isNamed(party) ? party : { ...party, name: null }));
    const hidden = named.filter((party) => !isShown(party));
    const others = { parties: hidden.length, signed: hidden.filter(({ signedAt }) => signedAt !== null).length };
    const { title, text: written, textHash, status } = agreement;
    const said = { title, text: written, textHash, status, parties: named.filter(isShown), others };
    const attempts = [{ document: "agreement", said } as const, { document: "plainAgreement", said } as const];
    const content = Buffer.from(await printer.print(firmId, ...attempts));
    return { name: `${title}.pdf`, contentType: "application/pdf", content, bytes: content.length };
  };

async function partiesOf({ database }: Pick<Services, "database">, firmId: string, id: string): Promise<Party[]> {
  const text = `select p.id, p.person_id as "personId", p.side, r.name, p.typed_name as "typedName", p.signed_at as "signedAt"
    from agreement_party p join person r on r.firm_id = $1::uuid and r.id = p.person_id
    where p.firm_id = $1::uuid and p.agreement_id = $2::uuid order by p.side, r.name, p.id`;
  return (await database.read({ firmId, personId: null }, text, [firmId, id])) as unknown as Party[];
}

/** What an agreement's addresses lead to. */
export const agreementFiles: FileKinds = { [AGREEMENT_FILES]: find("agreement"), [PARTY_FILES]: find("party") };
