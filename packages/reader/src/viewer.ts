/**
 * Who is asking. The database keeps firms apart by `firmId`; what a viewer may see inside the firm follows from `grants`:
 * the roles a person holds, or the scopes an API key names.
 */
export interface Viewer {
  readonly firmId: string;
  /** Null for an API key. */
  readonly personId: string | null;
  readonly grants: readonly string[];
  /** The current date in the firm's time zone (`YYYY-MM-DD`); memberships begin and end on dates. */
  readonly today: string;
}

/** Viewers of a class may see the same by the same conditions, so that they share plans. */
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
