/** What was a coach's to see until they left. */
export const NOT_FOR_FORMER_COACH = [
  "NEAR client",
  "NEAR fellow",
  "NEAR second",
  "NEAR sponsor",
  "OUTSIDER",
  "NEAR TEAM",
  "NEAR ORG",
  "NEAR group",
  "NEAR alone",
].concat(
  "NOTE COACHES",
  "NOTE SHARED",
  "by coach",
  "by second",
  "by client",
  "BIO of coach",
  "BIO of second",
  "NEAR JOB",
);
/** The same of a client. */
export const NOT_FOR_FORMER_CLIENT = [
  "NEAR client",
  "NEAR fellow",
  "NEAR second",
  "NEAR coach",
  "NEAR sponsor",
  "OUTSIDER",
  "NEAR group",
  "NEAR alone",
].concat("BIO of coach", "BIO of second", "NEAR JOB");
