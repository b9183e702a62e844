/** The UUID of an id at the API, as inputs and filters take it. */
export { uuidOf } from "@coachwork/reader";
