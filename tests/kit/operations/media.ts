import { graphql } from '#client/gql/index.ts';

/** What everybody who may see an attachment sees alike. Used by its name, in the documents that need it. */
graphql(`
  fragment AttachmentParts on Attachment {
    id
    fileName
    contentType
    size
    sha256
    width
    height
    createdAt
  }
`);

export const CREATE_UPLOAD = graphql(`
  mutation CreateUpload($input: CreateUploadInput!) {
    createUpload(input: $input) {
      upload {
        id
        url
        parts {
          number
          url
          offset
          size
        }
        headers {
          name
          value
        }
        expiresAt
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const COMPLETE_UPLOAD = graphql(`
  mutation CompleteUpload($input: CompleteUploadInput!) {
    completeUpload(input: $input) {
      attachment {
        ...AttachmentParts
      }
      ticket
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ATTACHMENT = graphql(`
  query Attachment($id: ID!, $disposition: DownloadDisposition! = ATTACHMENT) {
    attachment(id: $id) {
      ...AttachmentParts
      download(disposition: $disposition) {
        url
        expiresAt
      }
    }
  }
`);

export const SEND_ATTACHMENTS = graphql(`
  mutation SendAttachments($input: SendMessageInput!) {
    sendMessage(input: $input) {
      message {
        id
        body
        attachments {
          ...AttachmentParts
        }
      }
      userErrors {
        code
        field
      }
    }
  }
`);

export const MESSAGE_ATTACHMENTS = graphql(`
  query MessageAttachments($id: ID!) {
    message(id: $id) {
      body
      deletedAt
      attachments {
        ...AttachmentParts
      }
    }
  }
`);

export const SET_ROOM_PICTURE = graphql(`
  mutation SetRoomPicture($input: SetRoomPictureInput!) {
    setRoomPicture(input: $input) {
      room {
        id
        picture {
          ...AttachmentParts
        }
      }
      userErrors {
        code
        field
      }
    }
  }
`);

export const ROOM_PICTURE = graphql(`
  query RoomPicture($id: ID!) {
    room(id: $id) {
      picture {
        id
        download {
          url
        }
      }
    }
  }
`);

export const SET_PROFILE_PICTURE = graphql(`
  mutation SetProfilePicture($pictureId: ID) {
    updateProfile(input: { pictureId: $pictureId }) {
      user {
        picture {
          ...AttachmentParts
        }
      }
      userErrors {
        code
        field
      }
    }
  }
`);

export const PROFILE_PICTURE = graphql(`
  query ProfilePicture($id: ID!) {
    user(id: $id) {
      picture {
        id
        download {
          url
        }
      }
    }
  }
`);
