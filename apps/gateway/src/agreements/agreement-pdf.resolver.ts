import { Agreement, type AgreementSide, FileAddress, MANAGERS, uuidOf } from "@coachwork/schema";
import { Arg, Ctx, ID, Query, Resolver } from "type-graphql";
import { downloadAddress } from "../files/download-address.js";
import { type Context, signedIn } from "../graphql/context.js";
import { AGREEMENT_FILES, PARTY_FILES } from "./agreement-files.js";

interface Party {
  readonly id: string;
  readonly side: AgreementSide;
  readonly isViewer: boolean;
}

/** The download of an agreement. */
@Resolver()
export class AgreementPdf {
  @Query(() => FileAddress, {
    nullable: true,
    description:
      "An address from which an agreement can be downloaded as a PDF: its text, its signatures as far as you see them, and the hash of the text on each page. Null if there is no agreement with this id whose text you may read.",
  })
  async agreementPdf(
    @Arg("agreementId", () => ID, { description: "The agreement." }) agreementId: string,
    @Ctx() context: Context,
  ): Promise<FileAddress | null> {
    const viewer = signedIn(context);
    const { database, reader } = context.services;
    const id = uuidOf(Agreement, agreementId);
    // Finance sees that there is an agreement, and not what it says.
    if (!(await reader.sees(viewer, Agreement, id, { fields: ["text"] }))) return null;
    const { firmId } = viewer;
    if (MANAGERS.some((role) => viewer.grants.includes(role)))
      return downloadAddress(context.services, { kind: AGREEMENT_FILES, firmId, id });
    // Participants do not see each other's signatures, and sponsors do not see coaches who have not signed.
    const text = `select p.id, p.side, p.person_id = $3::uuid as "isViewer" from agreement_party p
      where p.firm_id = $1::uuid and p.agreement_id = $2::uuid and (p.person_id = $3::uuid or p.side = 'SPONSOR') order by p.id`;
    const parties = (await database.read(viewer, text, [firmId, id, viewer.personId])) as unknown as readonly Party[];
    const own = parties.filter(({ isViewer }) => isViewer);
    const as = own.find(({ side }) => side === "PARTICIPANT") ?? own[0] ?? parties[0];
    const subject = as && as.side !== "COACH" ? { kind: PARTY_FILES, id: as.id } : { kind: AGREEMENT_FILES, id };
    return downloadAddress(context.services, { ...subject, firmId });
  }
}
