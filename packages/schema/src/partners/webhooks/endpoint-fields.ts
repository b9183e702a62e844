import { list, longText, text, wordOf } from "../../common/kinds.js";
import type { Kind } from "../../common/kind.js";
import { EventWord } from "../../live/event-word.js";

/** The most event types of an endpoint: all there are. */
export const eventTypes: Kind<EventWord[]> = list(wordOf(EventWord), { most: 500 });

export const endpointAddress = text(2_000);

export const endpointDescription = text(200);

export const ABOUT_EVENT_TYPES =
  "The events that it is told of. Empty: all that its API key may see, which is the default.";

/** What messages tell of an event besides the thin form, in GraphQL. */
export const endpointSelection = longText(4_000);

export const ABOUT_SELECTION =
  "What messages tell besides the event and its ids: a GraphQL selection set on `Event`, such as `{ object { ... on Person { name } } }`.";
