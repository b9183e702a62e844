/** What a mutation is declared with: its roles, the fields of its input with their kinds of values, and its result. */
export { ADMINS, BOOKERS, EVERYBODY, MANAGERS, MEMBERS, SCHEDULERS } from "./grants.js";
export { argumentsOf, clearable, group, optional, required, usual } from "./inputs.js";
export {
  count,
  date,
  email,
  flag,
  idOf,
  instant,
  list,
  locale,
  longText,
  rawText,
  text,
  timeZone,
  wordOf,
} from "./kinds.js";
export { archives, creates, restores, updates } from "./plain.js";
export { changed, changedIfAny, listed, mutation, mutationInput, shownOnce, told } from "./mutation.js";
