import type { Actor, Outcome } from "@coachwork/schema";

/** Performs one of the service's mutations as a viewer, as if they had called the API. */
export type Perform = (actor: Actor, name: string, input: object) => Promise<Outcome>;
