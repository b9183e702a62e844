/**
 * Who is asking. The database separates firms by `firmId`. Within the firm, `grants` decide what a viewer may see: the
 * roles of a person, or the scopes of an API key.
 */
export interface Viewer {
  readonly firmId: string;
  /** Null for an API key. */
  readonly personId: string | null;
  /** The id of the person or of the API key. */
  readonly actorId: string;
  readonly grants: readonly string[];
  /** The current date in the firm's time zone (`YYYY-MM-DD`). Memberships begin and end on dates. */
  readonly today: string;
}

/** Viewers of one class see the same by the same conditions, so they share plans. */
export interface ViewerClass {
  readonly grants: readonly string[];
  readonly isPerson: boolean;
}

export function classOf({ grants, personId }: Viewer): ViewerClass {
  return { grants: [...grants].sort(), isPerson: personId !== null };
}

export function keyOfClass({ grants, isPerson }: ViewerClass): string {
  return `${isPerson ? "person" : "key"} ${grants.join()}`;
}
