import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ArchiveError, readArchive, writeArchive } from "../../src/toolchain/archive.ts";

const member = fc.record({
  name: fc.stringMatching(/^[a-z._-]{1,40}$/),
  data: fc.uint8Array({ maxLength: 33 }),
});

test("an archive gives back the members that were written, in order", () => {
  fc.assert(
    fc.property(fc.array(member), (members) => {
      const read = readArchive(writeArchive(members));
      assert.deepEqual(
        read.map(({ name, data }) => ({ name, data: [...data] })),
        members.map(({ name, data }) => ({ name, data: [...data] })),
      );
    }),
  );
});

test("two members may have one name", () => {
  const data = Uint8Array.of(1, 2, 3);
  const archive = writeArchive([
    { name: "a.o", data },
    { name: "a.o", data },
  ]);
  assert.equal(readArchive(archive).length, 2);
});

test("equal members give equal archives", () => {
  const members = [{ name: "a_member_with_a_long_name.o", data: Uint8Array.of(7) }];
  assert.deepEqual(writeArchive(members), writeArchive(members));
});

test("a file that is no archive is refused", () => {
  assert.throws(() => readArchive(Buffer.from("\0asm")), ArchiveError);
});

test("an archive that was cut short is refused", () => {
  const archive = writeArchive([{ name: "a.o", data: new Uint8Array(100) }]);
  assert.throws(() => readArchive(archive.subarray(0, 120)), ArchiveError);
  assert.throws(() => readArchive(archive.subarray(0, 30)), ArchiveError);
});
