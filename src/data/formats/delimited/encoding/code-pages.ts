// Text of DOS, which no browser decodes: code pages 437 (United States) and 850 (western Europe), a byte a character. After the tables of the
// Unicode Consortium, unicode.org/Public/MAPPINGS/VENDORS/MICSFT/PC/CP437.TXT and CP850.TXT.

/** What the bytes from 128 on stand for; those below are ASCII. */
const beyondAscii: Readonly<Record<string, string>> = {
  cp437:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
    '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  cp850:
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
    '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
};

/** Decodes blocks as a TextDecoder does: every byte is a character, so that none is ever wrong. Null where the encoding is none of them. */
export function codePageDecoder(encoding: string): Pick<TextDecoder, 'decode'> | null {
  const beyond = beyondAscii[encoding];
  if (beyond === undefined) return null;
  const codes = Uint16Array.from({ length: 256 }, (_, byte) =>
    byte < 128 ? byte : beyond.charCodeAt(byte - 128),
  );
  return {
    decode: (bytes = new Uint8Array()) =>
      new TextDecoder('utf-16le', { ignoreBOM: true }).decode(
        Uint16Array.from(bytes as Uint8Array, (byte) => codes[byte] ?? 0),
      ),
  };
}
