import { type LinkStep, LINKS_PATH, UNSUBSCRIBE_PATH } from "@coachwork/schema";
import type { JobServices } from "../jobs/services.js";
import { DAY } from "../core/lengths.js";
import { type Language, languageOf } from "./catalogs/catalogs.js";
import type { Letter } from "./letter.js";
import type { Link } from "./page.js";
import type { SessionSteps } from "./session-steps.js";

type LinkServices = Pick<JobServices, "publicUrl" | "mailboxTokens">;

/** Milliseconds after which a link ends at the latest, however far ahead its session is. */
const LONGEST_LIFE = 180 * DAY;

/** Where a reader can go from a letter about a session. Every link of these letters is made here. */
export function linksOf(services: LinkServices, firmId: string, letter: Letter): Link[] {
  const { email, reader, part, sessionId, seriesId } = letter;
  const language = languageOf(reader.locale);
  const signIn = { label: language.catalog.signIn, href: new URL("/account", services.publicUrl).href };
  const isFarewell = email.kind === "SESSION_CANCELLED" || email.kind === "SERIES_CANCELLED";
  const sender = { firmId, person: reader, until: new Date(email.createdAt.getTime() + LONGEST_LIFE) };
  if (email.kind === "SEAT_OFFERED") return [...offerLinks(services, sender, letter, language), signIn];
  if (isFarewell || part === null) return [signIn];
  if (sessionId !== null)
    return [...sessionLinks(services, sender, { ...letter, ...email, id: sessionId }, language), signIn];
  const { label, href } = linkTo(
    services,
    sender,
    { step: "series", id: seriesId!, endsAt: email.expiresAt },
    language,
  );
  return [{ label, href }, signIn];
}

/** Whom links are for, and how long they live at most. */
export interface LinkReader {
  readonly firmId: string;
  readonly person: Pick<Letter["reader"], "id" | "email">;
  readonly until: Date;
}

interface Target {
  readonly step: LinkStep;
  /** The id of the session, or that by which calendars know the series. */
  readonly id: string;
  /** When the link ends, if it does not sooner. */
  readonly endsAt: Date;
}

/** The links to what somebody may do about a session. Looking is possible until it ends, everything else until it starts. */
export function sessionLinks(
  services: LinkServices,
  reader: LinkReader,
  { id, startsAt, endsAt, steps }: { id: string; startsAt: Date; endsAt: Date; steps: SessionSteps },
  language: Language,
): Link[] {
  const links = [linkTo(services, reader, { step: "see", id, endsAt }, language)];
  if (steps.mayMove) links.push(linkTo(services, reader, { step: "move", id, endsAt: startsAt }, language));
  if (steps.withdrawal !== null) {
    const label = language.catalog.withdrawals[steps.withdrawal];
    links.push({ ...linkTo(services, reader, { step: "cancel", id, endsAt: startsAt }, language), label });
  }
  return links;
}

function offerLinks(services: LinkServices, reader: LinkReader, { email, sessionId }: Letter, language: Language) {
  return (["accept", "decline"] as const).map((step) =>
    linkTo(services, reader, { step, id: sessionId!, endsAt: email.expiresAt }, language),
  );
}

function linkTo(services: LinkServices, reader: LinkReader, { step, id, endsAt }: Target, { catalog }: Language): Link {
  const { firmId, person, until } = reader;
  const token = services.mailboxTokens.tokenOf({
    ...{ purpose: step, ids: [firmId, id, person.id], address: person.email },
    expiresAt: endsAt < until ? endsAt : until,
  });
  return { label: catalog.steps[step], href: new URL(`${LINKS_PATH}${step}/${token}`, services.publicUrl).href };
}

/** Where one POST switches off a person's reminders (RFC 8058). */
export function unsubscribeAddress(
  { publicUrl, mailboxTokens }: LinkServices,
  { firmId, personId }: { readonly firmId: string; readonly personId: string },
): string {
  const token = mailboxTokens.tokenOf({ purpose: "reminders", ids: [firmId, personId], address: "" });
  return new URL(`${UNSUBSCRIBE_PATH}${token}`, publicUrl).href;
}
