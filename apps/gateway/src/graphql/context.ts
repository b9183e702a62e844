import type { Actor } from "@coachwork/schema";
import type { Bus, Clock, Database, Logger } from "@coachwork/platform";
import type { Json, Reader } from "@coachwork/reader";
import { GraphQLError } from "graphql";
import type { CostLimits } from "./cost-limits.js";

/** Who sent a bearer token, and until when it holds. */
export interface SignedIn extends Actor {
  readonly expiresAt: Date | null;
  /** The ids of what the token's right comes from. When one of them changes, it is looked at again. */
  readonly standsOn: readonly string[];
}

/**
 * What resolvers work with; made once, in the composition root. A slice adds its own services beside their classes
 * (`declare module`), so that this shared file knows no slice.
 */
export interface Services {
  readonly database: Database;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly reader: Reader;
  readonly logger: Logger;
  readonly costs: CostLimits;
  /**
   * Finds out who sent a bearer token, in the firm with this id at the API if it names one; throws a GraphQLError that says
   * what is wrong with it.
   */
  readonly resolveBearer: (token: string, firm?: string) => Promise<SignedIn>;
}

/** One request, or one socket. */
export interface Context {
  readonly services: Services;
  /** Who is asking: a person signed in to a firm, or an API key. Null: a stranger. */
  readonly actor: Actor | null;
  /** The root fields that were read at once for the whole operation, by response key. */
  roots?: Json;
  /** Whether what was told of an event is for the viewer alone, and not for everybody with the same grants. */
  isPersonal?: boolean;
  /** Where the request came from: strangers pay by it. */
  readonly clientAddress: string;
  /** Names the request in the log and in masked errors. */
  readonly requestId: string;
}

/** Whoever asks must be known. */
export function signedIn({ actor }: Context): Actor {
  if (actor) return actor;
  throw new GraphQLError("Sign in first, or send an API key: Authorization: Bearer <token>.", {
    extensions: { code: "UNAUTHENTICATED", http: { status: 401 } },
  });
}

/** The token of an `Authorization: Bearer <token>` header. */
export function bearerOf(authorization: string): string {
  const token = /^Bearer +([\x21-\x7e]{1,1024})$/i.exec(authorization)?.[1];
  if (token) return token;
  throw new GraphQLError("The Authorization header is malformed; send Authorization: Bearer <token>.", {
    extensions: { code: "UNAUTHENTICATED", http: { status: 401 } },
  });
}
