import { type IcsComponent, word } from "./components.js";
import { mailbox } from "./mailbox.js";

/**
 * Whether an event keeps its owner from other appointments: it is opaque and not cancelled, Outlook does not show it as
 * "free" or "working elsewhere", and the owner has not declined it.
 * @param owner the owner's e-mail address
 */
export function isBusy(event: IcsComponent, owner: string | undefined): boolean {
  const shownAs = word(event, "X-MICROSOFT-CDO-BUSYSTATUS");
  return (
    word(event, "TRANSP") !== "TRANSPARENT" &&
    word(event, "STATUS") !== "CANCELLED" &&
    shownAs !== "FREE" &&
    shownAs !== "WORKINGELSEWHERE" &&
    !(owner !== undefined && hasDeclined(event, mailbox(owner)))
  );
}

/** The address is where it belongs, or, as Apple writes it, in a parameter beside an address of its own. */
function hasDeclined(event: IcsComponent, owner: string): boolean {
  return event.properties.some(
    ({ name, parameters, value }) =>
      name === "ATTENDEE" &&
      parameters.get("PARTSTAT")?.toUpperCase() === "DECLINED" &&
      [value, parameters.get("EMAIL")].some((address) => address !== undefined && mailbox(address) === owner),
  );
}
