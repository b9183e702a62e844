import type { Actor } from "@coachwork/platform";
import { GraphQLError } from "graphql";
import { bearerOf, type Services, type SignedIn } from "../graphql/context.js";
import { subscription } from "./subscription.js";

/** What a socket's owner may become while it is open. */
interface Watched {
  /** The person's roles have changed. */
  changed(actor: Actor): void;
  /** The token is good for nothing any more. */
  ended(reason: string): void;
  failed(error: unknown): void;
}

/** How often a token is looked at without cause: what is not in the firm's log, such as signing out, shows then. */
const LOOK_MS = 30_000;

/** Timers count no further. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * Watches whether an open socket's token still stands for who it did, until the signal: it may expire, be revoked, or belong
 * to a person whose roles change. `from` is the firm's last event when the token was looked at.
 */
export function watchIdentity(
  services: Services,
  { authorization, signedIn, from }: { authorization: string; signedIn: SignedIn; from: number },
  watched: Watched,
  signal: AbortSignal,
): void {
  const look = async () => watched.changed(await services.resolveBearer(bearerOf(authorization)));
  const judge = (error: unknown) =>
    error instanceof GraphQLError ? watched.ended(error.message) : watched.failed(error);

  const timers = [setInterval(() => void look().catch(judge), LOOK_MS)];
  if (signedIn.expiresAt) {
    const left = Math.min(signedIn.expiresAt.getTime() - services.clock.now(), LONGEST_MS);
    timers.push(setTimeout(() => watched.ended("The token has expired; sign in again."), left));
  }
  const changes = subscription((until) => identityChanges(services, signedIn, from, until));
  signal.addEventListener("abort", () => {
    for (const timer of timers) clearTimeout(timer);
    void changes.return();
  });
  void (async () => {
    for await (const change of changes) {
      if (change === "revoked") return watched.ended("The API key was revoked.");
      await look();
    }
  })().catch(judge);
}

async function* identityChanges(
  { logs }: Services,
  actor: Actor,
  from: number,
  signal: AbortSignal,
): AsyncGenerator<"revoked" | "changed", void> {
  for await (const event of logs.follow(actor.firmId, from, signal)) {
    if (event.type === "api_key.revoked" && event.ids.apiKey === actor.actorId) yield "revoked";
    if (event.type === "person.updated" && event.ids.person === actor.personId) yield "changed";
  }
}
