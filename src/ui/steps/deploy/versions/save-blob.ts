// Hands a blob to the person as a file. The bytes stay on this device.

/** Opens the browser's download of `blob` under a name that every file system takes. */
export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = safeFileName(name);
  document.body.append(link);
  link.click();
  link.remove();
  // The browser reads the blob after the click has returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The name without what Windows, macOS or Linux would refuse. */
export function safeFileName(name: string): string {
  const plain = name
    .replace(/[\p{Cc}\\/:*?"<>|]/gu, '-')
    .replace(/^[\s.]+|[\s.]+$/g, '')
    .slice(0, 180);
  return plain || 'file';
}
