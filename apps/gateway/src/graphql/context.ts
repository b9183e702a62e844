import type { Actor, Bus, Clock, Database, Logger } from "@coachwork/platform";
import type { Reader } from "@coachwork/reader";
import { GraphQLError } from "graphql";

/** What resolvers work with; made once, in the composition root. */
export interface Services {
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly reader: Reader;
  readonly logger: Logger;
}

/** One request, or one socket. */
export interface Context {
  readonly services: Services;
  /** Who is asking: a person signed in to a firm, or an API key. Null: a stranger. */
  readonly actor: Actor | null;
  /** Names the request in the log and in masked errors. */
  readonly requestId: string;
}

/** Whoever asks must be known. */
export function signedIn({ actor }: Context): Actor {
  if (actor) return actor;
  throw new GraphQLError("Sign in first, or send an API key: Authorization: Bearer <token>.", {
    extensions: { code: "UNAUTHENTICATED" },
  });
}
