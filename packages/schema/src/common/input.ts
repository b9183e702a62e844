/** The UUID of an id at the API, as inputs and filters take it. */
export { idOf } from "@coachwork/reader";
