import { expect, test } from 'vitest';
import { badPath } from '../../src/model/environment.ts';

/** A path of so many characters, whose folders and name have a correct syntax each. */
function pathOf(length: number): string {
  const folders = `clusters/${'a'.repeat(60)}/${'b'.repeat(60)}/${'c'.repeat(60)}/`;
  return `${folders}${'d'.repeat(length - folders.length - '.yaml'.length)}.yaml`;
}

const syntax =
  'at most 63 letters, digits, "-", "_" and ".", with a letter or digit first and no "-" or "." last';

test('a path of 255 characters can be used, one more cannot', () => {
  expect(pathOf(255)).toHaveLength(255);
  expect(badPath(pathOf(255))).toBeUndefined();
  expect(badPath(pathOf(256))).toEqual({
    message: "the file's path has 256 characters, which is more than 255",
    hint: 'use fewer folders, or shorter names',
  });
});

test("the file's name and each folder have the syntax of names", () => {
  expect(badPath('clusters/prod/web.yaml')).toBeUndefined();
  expect(badPath('clusters/prod/eu-1/web_2.b.yml')).toBeUndefined();
  expect(badPath('clusters/prod/-web.yaml')).toEqual({
    message: 'the file\'s name is not a cluster\'s name: "-web"',
    hint: syntax,
  });
  expect(badPath('clusters/a b/web.yaml')).toEqual({
    message: 'the folder "a b" is not an environment\'s name',
    hint: syntax,
  });
  expect(badPath(`clusters/${'a'.repeat(64)}/web.yaml`)?.hint).toBe(syntax);
});
