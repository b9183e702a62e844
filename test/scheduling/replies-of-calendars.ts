/** What somebody's calendar knows of an invitation that it declines. */
export interface Declining {
  readonly uid: string;
  /** Where answers go. */
  readonly organizer: string;
  readonly attendee: string;
  readonly sequence: number;
}

interface More {
  readonly status?: string;
  readonly method?: string;
  /** After `RECURRENCE-ID`: parameters and value. */
  readonly instance?: string;
}

/** A reply as Google Calendar sends it: the calendar beside the text, and once more attached in base64. */
export function google(
  { uid, organizer, attendee, sequence }: Declining,
  { status = "DECLINED", method = "REPLY", instance }: More = {},
): string {
  const calendar = [
    ...["BEGIN:VCALENDAR", "PRODID:-//Google Inc//Google Calendar 70.9054//EN", "VERSION:2.0", "CALSCALE:GREGORIAN"],
    ...[
      `METHOD:${method}`,
      "BEGIN:VEVENT",
      "DTSTART:20270302T100000Z",
      "DTEND:20270302T110000Z",
      "DTSTAMP:20270220T090000Z",
    ],
    `ORGANIZER;CN=Northlight Coaching:mailto:${organizer}`,
    `UID:${uid}`,
    ...(instance === undefined ? [] : [`RECURRENCE-ID${instance}`]),
    `ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=${status};CN=Ines;X-NUM-GUESTS=0:mailto:${attendee}`,
    ...[
      `SEQUENCE:${sequence}`,
      "STATUS:CONFIRMED",
      "SUMMARY:Session",
      "TRANSP:OPAQUE",
      "END:VEVENT",
      "END:VCALENDAR",
      "",
    ],
  ];
  return lines(
    ...[`From: ${attendee}`, `To: ${organizer}`, `Subject: Declined: Session`, "Auto-Submitted: auto-generated"],
    ...["MIME-Version: 1.0", `Content-Type: multipart/mixed; boundary="mixed"`, "", "--mixed"],
    ...[`Content-Type: multipart/alternative; boundary="both"`, "", "--both"],
    ...[`Content-Type: text/plain; charset="UTF-8"`, "", "Ines has declined.", "--both"],
    ...[`Content-Type: text/calendar; charset="UTF-8"; method=REPLY`, "Content-Transfer-Encoding: 7bit", ""],
    ...[...calendar.map(folded), "--both--", "--mixed"],
    ...[`Content-Type: application/ics; name="invite.ics"`, `Content-Disposition: attachment; filename="invite.ics"`],
    ...["Content-Transfer-Encoding: base64", "", base64(calendar), "--mixed--", ""],
  );
}

/** As Outlook sends it: in base64, with zones by their names in Windows. */
export function outlook(
  { uid, organizer, attendee, sequence }: Declining,
  { status = "DECLINED", instance }: More = {},
): string {
  const calendar = [
    ...["BEGIN:VCALENDAR", "METHOD:REPLY", "PRODID:Microsoft Exchange Server 2010", "VERSION:2.0", "BEGIN:VTIMEZONE"],
    ...[
      "TZID:GMT Standard Time",
      "BEGIN:STANDARD",
      "DTSTART:16010101T020000",
      "TZOFFSETFROM:+0100",
      "TZOFFSETTO:+0000",
    ],
    ...[
      "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10",
      "END:STANDARD",
      "BEGIN:DAYLIGHT",
      "DTSTART:16010101T010000",
    ],
    ...["TZOFFSETFROM:+0000", "TZOFFSETTO:+0100", "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT"],
    ...["END:VTIMEZONE", "BEGIN:VEVENT", `ATTENDEE;PARTSTAT=${status};CN=Ines Calder:MAILTO:${attendee}`],
    ...["COMMENT;LANGUAGE=en-GB:\\n", `UID:${uid}`, "SUMMARY;LANGUAGE=en-GB:Declined: Session"],
    ...(instance === undefined ? [] : [`RECURRENCE-ID${instance}`]),
    ...["DTSTART;TZID=GMT Standard Time:20270302T100000", "DTEND;TZID=GMT Standard Time:20270302T110000"],
    ...["CLASS:PUBLIC", "PRIORITY:5", "DTSTAMP:20270220T090000Z", "TRANSP:OPAQUE", "STATUS:CONFIRMED"],
    ...[`SEQUENCE:${sequence}`, "X-MICROSOFT-CDO-APPT-SEQUENCE:0", "END:VEVENT", "END:VCALENDAR", ""],
  ];
  return lines(
    ...[`From: Ines Calder <${attendee}>`, `To: "Northlight Coaching" <${organizer}>`, "Subject: Declined: Session"],
    ...[
      "X-MS-Has-Attach:",
      "MIME-Version: 1.0",
      `Content-Type: multipart/alternative;`,
      ` boundary="_000_outlook_"`,
      "",
    ],
    ...[
      "--_000_outlook_",
      `Content-Type: text/plain; charset="iso-8859-1"`,
      "Content-Transfer-Encoding: quoted-printable",
    ],
    ...["", "=20", "--_000_outlook_", `Content-Type: text/calendar; charset="utf-8"; method=REPLY`],
    ...["Content-Transfer-Encoding: base64", "", base64(calendar), "--_000_outlook_--", ""],
  );
}

/** As Apple's Calendar sends it: attached, quoted-printable, and with long lines folded. */
export function apple(
  { uid, organizer, attendee, sequence }: Declining,
  { status = "DECLINED", instance }: More = {},
): string {
  const calendar = [
    ...["BEGIN:VCALENDAR", "CALSCALE:GREGORIAN", "METHOD:REPLY", "PRODID:-//Apple Inc.//macOS 15.1//EN", "VERSION:2.0"],
    ...["BEGIN:VEVENT", "CREATED:20270220T090000Z", "DTEND:20270302T110000Z", "DTSTAMP:20270220T090000Z"],
    ...["DTSTART:20270302T100000Z", "LAST-MODIFIED:20270220T090000Z", `SEQUENCE:${sequence}`, "SUMMARY:Session"],
    ...(instance === undefined ? [] : [`RECURRENCE-ID${instance}`]),
    ...[
      "TRANSP:OPAQUE",
      `UID:${uid}`,
      `ATTENDEE;CN="Ines Calder";CUTYPE=INDIVIDUAL;PARTSTAT=${status}:mailto:${attendee}`,
    ],
    ...[`ORGANIZER;CN="Northlight Coaching":mailto:${organizer}`, "END:VEVENT", "END:VCALENDAR", ""],
  ];
  const quoted = calendar.map((line) => folded(line).replaceAll("=", "=3D"));
  return lines(
    ...[`From: Ines Calder <${attendee}>`, `To: ${organizer}`, "Subject: Declined: Session", "MIME-Version: 1.0"],
    ...[`Content-Type: multipart/mixed; boundary="Apple-Mail-1"`, "", "--Apple-Mail-1"],
    ...["Content-Type: text/plain; charset=utf-8", "", "Ines Calder has declined your invitation.", "--Apple-Mail-1"],
    ...["Content-Disposition: attachment; filename=iCal-1.ics", "Content-Transfer-Encoding: quoted-printable"],
    ...[
      "Content-Type: text/calendar; method=REPLY; charset=utf-8; name=iCal-1.ics",
      "",
      ...quoted,
      "--Apple-Mail-1--",
      "",
    ],
  );
}

function lines(...all: readonly string[]): string {
  return all.join("\r\n");
}

function base64(calendar: readonly string[]): string {
  return Buffer.from(lines(...calendar))
    .toString("base64")
    .replace(/.{76}/g, "$&\r\n");
}

/** A content line in pieces of 75 octets. */
function folded(line: string): string {
  return line.replace(/(?<=^.{75}(?:.{74})*)(?=.)/g, "\r\n ");
}
