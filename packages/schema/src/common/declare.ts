/** Everything that a mutation's declaration needs: roles, input fields with their kinds, and results. */
export { ADMINS, ARRANGERS, BOOKERS, EVERYBODY, MANAGERS, MEMBERS, SCHEDULERS } from "./grants.js";
export { argumentsOf, clearable, group, optional, required, usual } from "./inputs.js";
export {
  count,
  currency,
  date,
  decimal,
  email,
  flag,
  idOf,
  instant,
  list,
  locale,
  longText,
  minute,
  rawText,
  signedText,
  text,
  timeZone,
  webAddress,
  wordOf,
} from "./kinds.js";
export { archives, creates, restores, stale, updates, versionRead } from "./plain.js";
export { changed, changedIfAny, listed, mutation, mutationInput, shownOnce, told } from "./mutation.js";
