import { expect, test } from "@jest/globals";
import { MailboxTokens } from "@coachwork/platform";
import { isProofOf, LONGEST_LOCAL, readReplyAddress, replyAddress } from "./reply-address.js";

const tokens = new MailboxTokens("a secret of the services, for tests only");
const mailbox = { local: "replies", domain: "mail.example" };
const invited = {
  firmId: "00a2077b-4834-7173-a840-fc60893aae79",
  subjectId: "01930000-0000-7000-8000-000000000001",
  person: { id: "01950000-0000-7000-8000-000000000002", email: "ines@alder.example" },
};
const address = replyAddress(mailbox, tokens, invited);

test("An address names the firm and proves whom it was made for, in whatever case it comes back", () => {
  for (const written of [address, address.toUpperCase()]) {
    const { firmId, proof } = readReplyAddress(mailbox, written)!;
    expect(firmId).toBe(invited.firmId);
    expect(isProofOf(tokens, proof, invited)).toBe(true);
    expect(isProofOf(tokens, proof, { ...invited, subjectId: invited.person.id })).toBe(false);
    expect(isProofOf(tokens, proof, { ...invited, person: { ...invited.person, id: invited.subjectId } })).toBe(false);
    expect(isProofOf(tokens, proof, { ...invited, person: { ...invited.person, email: "new@alder.example" } })).toBe(
      false,
    );
  }
});

test("The part before the @ has 64 octets at most", () => {
  const longest = replyAddress({ ...mailbox, local: "r".repeat(LONGEST_LOCAL) }, tokens, invited);
  expect(longest.split("@")[0]).toHaveLength(64);
});

test.each([
  "replies@mail.example",
  address.replace("replies", "other"),
  address.replace("mail.example", "other.example"),
  address.replace("+", "+0"),
  `replies+${"v".repeat(50)}@mail.example`,
  "",
])("Any other address is none: %j", (other) => {
  expect(readReplyAddress(mailbox, other)).toBeUndefined();
});
