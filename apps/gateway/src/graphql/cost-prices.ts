/**
 * The number of document characters that cost one. The longest document costs less per character, because most of it is
 * not tokens.
 */
const CHARACTERS = 8;
const LONGEST = 2_000;

/** The cost of parsing and validating a document. */
export function priceOfReading(text: string): number {
  return Math.min(Math.ceil(text.length / CHARACTERS), LONGEST);
}

/** The prices. The unit is one object that is read. Its scalars cost nothing. */
export const prices = {
  object: 1,
  /** The assumed length of a list that is not paginated. */
  list: 2,
  /** A connection itself. Its rows cost extra: as many as requested, each with its selection. */
  connection: 1,
  /** Counting the rows of all pages. */
  totalCount: 10,
  /** Finding what a text matches, best match first: all matches are found, however many are asked for. */
  search: 10,
  mutation: 10,
  /** Starting a subscription. */
  subscription: 10,
  /** Introspection. */
  introspection: 100,
  /** Fields that cost more than the object they return, or more than other mutations. */
  fields: {
    "Person.nextFreeSlot": 5,
    // A list counts as two, so it costs as much as counting the rows of all pages.
    "Query.engagementCounts": 5,
    // It reads up to a hundred events, and what a message may cost.
    "Query.webhookDryRun": 1_000,
    // Each may occupy one of the few threads that compute calendars, for seconds.
    "Mutation.importBusyCalendar": 500,
    "Mutation.subscribeBusyCalendar": 500,
    "Mutation.refreshBusyCalendar": 500,
  } as Readonly<Record<string, number>>,
} as const;
