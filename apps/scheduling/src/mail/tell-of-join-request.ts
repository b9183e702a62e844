import { executeWithoutActor, type Transaction } from "@coachwork/platform";
import { JoinRequest } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, type OfFirm, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import { presentMembersOf } from "./engagement-members.js";
import { dayTo, joiningLetter } from "./joining-letter.js";
import type { PlainLetter } from "./plain-letter.js";
import { sendPlainLetter } from "./send-plain-letter.js";

/** The maximum number of managers who are told. */
const MOST_MANAGERS = 5;

interface Told extends OfFirm {
  readonly reader: string;
  readonly joinRequest: string;
}

/** Tells somebody about a request to join, unless there is nothing to decide any more, or not for them. */
export const tellOfJoinRequest = job({
  name: "tellOfJoinRequest",
  lane: "mail",
  told: { reader: uuid, joinRequest: uuid },
  causedBy: [on(["join_request.made"], tellDeciders)],

  async run(services, told, signal): Promise<void> {
    const letter = await letterOf(services, told);
    if (letter) await sendPlainLetter(services, letter, signal);
  },
});

/** Tells everybody who may decide about a request to join, each by their own job. */
async function tellDeciders(
  transaction: Transaction,
  { ids: { joinRequest } }: Naming<"joinRequest">,
  now: number,
): Promise<void> {
  const request = await transaction.findOne(JoinRequest, { id: joinRequest });
  if (!request) return;
  for (const reader of await decidersOf(transaction, request, now))
    enqueue(transaction, tellOfJoinRequest, { reader, joinRequest });
}

/**
 * Everybody else who is in the engagement today and can sign in. If there is nobody, for example before its first day,
 * the managers: the owners, or else the admins, or else the program managers.
 */
async function decidersOf(
  transaction: Transaction,
  { engagementId, personId }: JoinRequest,
  now: number,
): Promise<readonly string[]> {
  const members = (await presentMembersOf(transaction, engagementId, now))
    .map(({ id }) => id)
    .filter((id) => id !== personId);
  if (members.length > 0) return members;
  const managers = await transaction.query<{ id: string; rank: number }>(
    `select p.id, min(array_position(array['OWNER', 'ADMIN', 'PROGRAM_MANAGER'], r.role)) as rank
     from person_role r join person p on p.firm_id = $1::uuid and p.id = r.person_id
     where r.firm_id = $1::uuid and r.role in ('OWNER', 'ADMIN', 'PROGRAM_MANAGER')
       and p.status = 'ACTIVE' and p.id <> $2::uuid
     group by p.id order by rank, p.id limit ${MOST_MANAGERS}`,
    [transaction.scope.firmId, personId],
  );
  return managers.filter(({ rank }) => rank === managers[0]!.rank).map(({ id }) => id);
}

function letterOf(
  services: JobServices,
  { firmId, reader: id, joinRequest }: Told,
): Promise<PlainLetter<"joiningRequested"> | undefined> {
  return executeWithoutActor(services, firmId, async (transaction, now) => {
    const request = await transaction.findOne(JoinRequest, { id: joinRequest });
    if (!request || request.status !== "WAITING") return undefined;
    if (!(await decidersOf(transaction, request, now)).includes(id)) return undefined;
    const { reader, firm, page, joining } = await joiningLetter(transaction, { readerId: id, ...request });
    const { joinedOn, requestedAt: writtenAt } = request;
    const facts = { ...joining, day: joinedOn && dayTo(reader, joinedOn) };
    return { kind: "joiningRequested", id: `${joinRequest}.${id}`, reader, firm, page, facts, writtenAt };
  });
}
