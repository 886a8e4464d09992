// Made by the build: the program and its files in base64 of gzip, by file name.
declare const copies: Readonly<Record<string, string | undefined>>;
export default copies;
