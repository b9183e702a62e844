import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { Agreement, Engagement, Firm, Person } from "@coachwork/schema";
import { z } from "zod";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, type OfFirm, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import { frontendPage } from "./frontend-page.js";
import type { PlainLetter } from "./plain-letter.js";
import { sendPlainLetter } from "./send-plain-letter.js";

const STATUSES = ["OUT_FOR_SIGNATURE", "COMPLETED", "DECLINED", "WITHDRAWN", "SUPERSEDED"] as const;
type Status = (typeof STATUSES)[number];

interface Told extends OfFirm {
  readonly reader: string;
  readonly agreement: string;
  readonly status: Status;
}

/**
 * Asks the parties of an agreement to sign it, and tells them when everybody has, or when nobody can sign it any more. Its text, who
 * declined it and why are read in Coachwork alone.
 */
export const tellOfAgreement = job({
  name: "tellOfAgreement",
  lane: "mail",
  told: { reader: uuid, agreement: uuid, status: z.enum(STATUSES) },
  causedBy: [
    on(["agreement.sent"], (transaction, event) => tell(transaction, event, "OUT_FOR_SIGNATURE")),
    on(["agreement.completed"], (transaction, event) => tell(transaction, event, "COMPLETED")),
    on(["agreement.declined"], (transaction, event) => tell(transaction, event, "DECLINED")),
    on(["agreement.withdrawn"], (transaction, event) => tell(transaction, event, "WITHDRAWN")),
    on(["agreement.superseded"], (transaction, event) => tell(transaction, event, "SUPERSEDED")),
  ],

  async run(services, told, signal): Promise<void> {
    const letter = await letterOf(services, told);
    if (letter) await sendPlainLetter(services, letter, signal);
  },
});

async function tell(transaction: Transaction, { ids }: Naming<"agreement">, status: Status): Promise<void> {
  const agreement = await transaction.findOne(Agreement, { id: ids.agreement });
  if (!agreement || agreement.status !== status) return;
  for (const reader of await readersOf(transaction, agreement))
    enqueue(transaction, tellOfAgreement, { reader, agreement: agreement.id, status });
}

/**
 * Who is told: the parties who can sign in, each once. Not who declined it or has signed it by now, and not those whom the agreement
 * in its place asks, since that letter says so.
 */
async function readersOf(transaction: Transaction, { id, status, sentAt }: Agreement): Promise<readonly string[]> {
  if (sentAt === null) return [];
  const rows = await transaction.query<{ id: string }>(
    `select distinct p.person_id as id from agreement_party p
     join agreement a on a.firm_id = $1::uuid and a.id = p.agreement_id
     join person r on r.firm_id = $1::uuid and r.id = p.person_id and r.status = 'ACTIVE'
     join person_role o on o.firm_id = $1::uuid and o.person_id = r.id
       and o.role = case p.side when 'PARTICIPANT' then 'CLIENT' else p.side end
     where p.firm_id = $1::uuid and p.agreement_id = $2::uuid
       and ($3::text <> 'OUT_FOR_SIGNATURE' or p.signed_at is null)
       and ($3::text <> 'DECLINED' or p.person_id is distinct from a.decided_by_id)
       and not exists (select 1 from agreement n
         join agreement_party q on q.firm_id = $1::uuid and q.agreement_id = n.id and q.person_id = p.person_id
         where n.firm_id = $1::uuid and n.follows_id = a.id and n.sent_at is not null)
     order by id`,
    [transaction.scope.firmId, id, status],
  );
  return rows.map(({ id: reader }) => reader);
}

type Letter = PlainLetter<"agreementWanted" | "agreementCompleted" | "agreementEnded">;

function letterOf(
  services: JobServices,
  { firmId, reader: id, agreement: agreementId, status }: Told,
): Promise<Letter | undefined> {
  return executeWithoutActor(services, firmId, async (transaction): Promise<Letter | undefined> => {
    const agreement = await transaction.findOne(Agreement, { id: agreementId });
    if (agreement?.status !== status || !(await readersOf(transaction, agreement)).includes(id)) return undefined;
    const reader = (await transaction.findOne(Person, { id }))!;
    const { name: firm, frontendUrl } = (await transaction.findOne(Firm, {}))!;
    const page = frontendPage(frontendUrl, "agreements", agreementId);
    const { title } = (await transaction.findOne(Engagement, { id: agreement.engagementId }))!;
    const facts = { agreement: agreement.title, title, firm };
    const all = { id: `${agreementId}.${id}`, reader, firm, page };
    if (status === "OUT_FOR_SIGNATURE") {
      const isReplacing = agreement.followsId !== null;
      return { ...all, kind: "agreementWanted", facts: { ...facts, isReplacing }, writtenAt: agreement.sentAt! };
    }
    if (status === "COMPLETED") return { ...all, kind: "agreementCompleted", facts, writtenAt: agreement.completedAt! };
    const how = { isDeclined: status === "DECLINED", isWithdrawn: status === "WITHDRAWN" };
    return { ...all, kind: "agreementEnded", facts: { ...facts, ...how }, writtenAt: agreement.endedAt! };
  });
}
