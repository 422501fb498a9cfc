import { graphql } from '../gql/gql.ts';

/** A file in a message, without the right to read it. Used by its name, in the documents that need it. */
graphql(`
  fragment AttachmentParts on Attachment {
    id
    fileName
    contentType
    size
    width
    height
  }
`);

export const CREATE_UPLOAD = graphql(`
  mutation WebCreateUpload($input: CreateUploadInput!) {
    createUpload(input: $input) {
      upload {
        id
        url
        headers {
          name
          value
        }
        parts {
          url
          offset
          size
        }
      }
      userErrors {
        code
        message
      }
    }
  }
`);

export const COMPLETE_UPLOAD = graphql(`
  mutation WebCompleteUpload($uploadId: ID!) {
    completeUpload(input: { uploadId: $uploadId }) {
      attachment {
        ...AttachmentParts
      }
      userErrors {
        code
        message
      }
    }
  }
`);

export const DOWNLOAD = graphql(`
  query WebDownload($id: ID!, $disposition: DownloadDisposition!) {
    attachment(id: $id) {
      id
      download(disposition: $disposition) {
        url
        expiresAt
      }
    }
  }
`);
