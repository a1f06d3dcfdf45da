// An S3-compatible store with one bucket, `files`, in the folder that is its argument: prints its port. It checks
// signatures; the id of the key and its secret are both `S3RVER`.
import S3rver from "@20minutes/s3rver";

const directory = process.argv[2];
const buckets = [{ name: "files" }];
const server = new S3rver({ address: "127.0.0.1", port: 0, directory, silent: true, configureBuckets: buckets });
const { port } = await server.run();
console.log(port);
