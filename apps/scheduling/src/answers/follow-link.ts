import { createHash } from "node:crypto";
import { newOpaqueId } from "@coachwork/platform";
import { IdempotencyKey, type LinkPage, type LinkStep } from "@coachwork/schema";
import { cancelStep } from "./cancel-page.js";
import { moveStep } from "./move-page.js";
import { acceptStep, declineStep } from "./seat-pages.js";
import { seeStep } from "./see-page.js";
import { seriesPage } from "./series-page.js";
import type { Step } from "./step.js";
import { type LinkServices, seriesVisit, sessionVisit, type SessionVisit } from "./visit.js";
import { endedPage, htmlOfPage, type WebPage } from "./web-page.js";

const steps: { readonly [Name in Exclude<LinkStep, "series">]: Step } = {
  see: seeStep,
  move: moveStep,
  cancel: cancelStep,
  accept: acceptStep,
  decline: declineStep,
};

interface Visited {
  readonly step: LinkStep;
  readonly token: string;
  readonly from: string | null;
}

/** The page of a link in a letter. It changes nothing: programs that check mail follow links. */
export async function linkPage(services: LinkServices, { step, token, from }: Visited): Promise<LinkPage> {
  if (step === "series") {
    const visit = await seriesVisit(services, token);
    return shown(visit && (await seriesPage(visit)));
  }
  const visit = await sessionVisit(services, step, token);
  return shown(await pageOf(steps[step], visit, from));
}

/** Does what the form of such a page says, by the same command as the API. The same form again is not done again. */
export async function linkForm(
  services: LinkServices,
  visited: Visited & { readonly form: Readonly<Record<string, string>> },
): Promise<LinkPage> {
  const { step: name, token, from, form } = visited;
  const step = name === "series" ? undefined : steps[name];
  if (!step?.does) return linkPage(services, visited);
  const visit = await sessionVisit(services, name, token);
  if (!visit) return shown(undefined);
  const key = keyOf(name, token, form);
  if (await wasDone(visit, key)) return shown(step.does.done(visit));
  if (!step.isOpen(visit)) return shown(undefined);
  const call = step.does.mutation(visit, form);
  if (typeof call === "string") return shown(await pageOf(step, visit, from, call));
  const outcome = await services.perform(visit.actor, call.name, { ...call.input, idempotencyKey: key });
  const after = await sessionVisit(services, name, token);
  if (outcome.result && after) return shown(step.does.done(after));
  return shown(await pageOf(step, after, from, outcome.refusals.map(({ message }) => message).join(" ")));
}

async function pageOf(
  step: Step,
  visit: SessionVisit | undefined,
  from: string | null,
  refusal?: string,
): Promise<WebPage | undefined> {
  if (!visit || !step.isOpen(visit)) return undefined;
  return step.show(visit, { key: newOpaqueId(), from, ...(refusal !== undefined && { refusal }) });
}

/** Names what a form asks for: the link, the page from which it was sent, and the choice on it. */
function keyOf(step: LinkStep, token: string, form: Readonly<Record<string, string>>): string {
  const fields = Object.entries(form).sort(([one], [other]) => (one < other ? -1 : 1));
  return `link ${createHash("sha256")
    .update(JSON.stringify([step, token, fields]))
    .digest("hex")}`;
}

/** Whether this form was sent before and done. The link may have ended by that. */
async function wasDone({ services, actor }: SessionVisit, key: string): Promise<boolean> {
  const { firmId, personId, actorId } = actor;
  const known = await services.database.transaction({ firmId, personId }, (transaction) =>
    transaction.findOne(IdempotencyKey, { actorId, key }),
  );
  return (known?.outcome as { readonly result?: unknown } | null | undefined)?.result != null;
}

function shown(page: WebPage | undefined): LinkPage {
  return page ? { isOpen: true, html: htmlOfPage(page) } : { isOpen: false, html: endedPage() };
}
