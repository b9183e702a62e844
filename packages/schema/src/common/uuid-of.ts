/** The UUID of an API id, for inputs and filters. */
export { uuidOf } from "@coachwork/reader";
