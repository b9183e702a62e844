import { dateIn, executeWithoutActor, type Transaction } from "@coachwork/platform";
import { ADMINS, Firm, Person, type WebhookDisabledReason } from "@coachwork/schema";
import { type Naming, on } from "../jobs/cause.js";
import { enqueue } from "../jobs/enqueue.js";
import { job, type OfFirm, uuid } from "../jobs/job.js";
import type { JobServices } from "../jobs/services.js";
import { frontendPage } from "./frontend-page.js";
import { dayTo } from "./joining-letter.js";
import type { PlainLetter } from "./plain-letter.js";
import { sendPlainLetter } from "./send-plain-letter.js";

interface Told extends OfFirm {
  readonly reader: string;
  readonly webhookEndpoint: string;
}

/** An endpoint, as far as the scheduling service may read it. */
interface Disabled {
  readonly url: string;
  readonly reason: WebhookDisabledReason;
  readonly disabledAt: Date;
}

/** Tells owners and admins that an endpoint was disabled by itself, unless somebody has enabled it meanwhile. */
export const tellOfDisabledWebhook = job({
  name: "tellOfDisabledWebhook",
  lane: "mail",
  told: { reader: uuid, webhookEndpoint: uuid },
  causedBy: [on(["webhook.disabled"], tellAdmins)],

  async run(services, told, signal): Promise<void> {
    const letter = await letterOf(services, told);
    if (letter) await sendPlainLetter(services, letter, signal);
  },
});

async function tellAdmins(transaction: Transaction, { ids }: Naming<"webhookEndpoint">): Promise<void> {
  const { webhookEndpoint } = ids;
  if (!(await disabledEndpoint(transaction, webhookEndpoint))) return;
  for (const reader of await adminsOf(transaction))
    enqueue(transaction, tellOfDisabledWebhook, { reader, webhookEndpoint });
}

/** Undefined if it is not disabled any more, or somebody did it by hand. */
async function disabledEndpoint(transaction: Transaction, id: string): Promise<Disabled | undefined> {
  const [found] = await transaction.query<Disabled>(
    `select url, disabled_reason as reason, disabled_at as "disabledAt" from webhook_endpoint
     where firm_id = $1::uuid and id = $2::uuid and status = 'DISABLED' and disabled_reason <> 'BY_HAND'`,
    [transaction.scope.firmId, id],
  );
  return found;
}

/** The owners and admins who can sign in. */
async function adminsOf(transaction: Transaction): Promise<readonly string[]> {
  const rows = await transaction.query<{ id: string }>(
    `select distinct p.id from person p join person_role r on r.firm_id = $1::uuid and r.person_id = p.id
     where p.firm_id = $1::uuid and p.status = 'ACTIVE' and r.role = any($2::text[]) order by p.id`,
    [transaction.scope.firmId, ADMINS],
  );
  return rows.map(({ id }) => id);
}

function letterOf(
  services: JobServices,
  { firmId, reader: readerId, webhookEndpoint: id }: Told,
): Promise<PlainLetter<"webhookDisabled"> | undefined> {
  return executeWithoutActor(services, firmId, async (transaction) => {
    const endpoint = await disabledEndpoint(transaction, id);
    if (!endpoint || !(await adminsOf(transaction)).includes(readerId)) return undefined;
    const { url, reason, disabledAt } = endpoint;
    const reader = (await transaction.findOne(Person, { id: readerId }))!;
    const { name: firm, frontendUrl } = (await transaction.findOne(Firm, {}))!;
    const day = dayTo(reader, dateIn(reader.timeZone, disabledAt.getTime()));
    return {
      ...{ kind: "webhookDisabled", id: `${id}.${readerId}.${disabledAt.getTime()}`, reader, firm },
      page: frontendPage(frontendUrl, "webhooks", id),
      facts: { address: url, firm, day, isFailing: reason === "FAILING", isGone: reason === "GONE" },
      writtenAt: disabledAt,
    };
  });
}
