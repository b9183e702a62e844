import { clearable, email, group, text } from "../../common/declare.js";

/** What a visitor of a link can leave with their answers. */
export const needsVisitor = group("NeedsVisitor", "What a visitor of a link leaves with their answers.", {
  name: clearable(text(200), "Their name."),
  email: clearable(email, "Their e-mail address."),
});
