/** Characters of a document that cost one to read, and what the longest costs: of more, most are no tokens. */
const CHARACTERS = 8;
const LONGEST = 2_000;

/** What it costs to parse a document and to judge it. */
export function priceOfReading(text: string): number {
  return Math.min(Math.ceil(text.length / CHARACTERS), LONGEST);
}

/** What things cost. The unit is an object that is read; its scalars cost nothing. */
export const prices = {
  object: 1,
  /** How many objects a list is taken to have that is not read in pages. */
  list: 2,
  /** A connection as such; its rows come on top: as many as are asked for, each with what is selected of it. */
  connection: 1,
  /** Counting the rows of all pages. */
  totalCount: 10,
  mutation: 10,
  /** Starting a subscription. */
  subscription: 10,
  /** The schema's description of itself. */
  introspection: 100,
  /** Fields that cost more than the object they give, or than other mutations. */
  fields: {
    "Person.nextFreeSlot": 5,
    // Each may keep one of the few threads that calendars are worked out in busy for seconds.
    "Mutation.importBusyCalendar": 500,
    "Mutation.subscribeBusyCalendar": 500,
    "Mutation.refreshBusyCalendar": 500,
  } as Readonly<Record<string, number>>,
} as const;
